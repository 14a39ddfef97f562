"""From a policy to a bundle of prompts, rubrics and training texts."""

from specdsl.compiler.assemble import check_texts, compile_policy
from specdsl.compiler.bundle import Bundle, BundleError
from specdsl.compiler.reply import Generation, Judgement, ReplyError

__all__ = ["Bundle", "BundleError", "Generation", "Judgement", "ReplyError", "check_texts", "compile_policy"]
