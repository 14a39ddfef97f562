"""From a policy to a bundle of prompts, rubrics and training texts."""

from specdsl.compiler.assemble import compile_policy
from specdsl.compiler.bundle import Bundle, BundleError
from specdsl.compiler.reply import Generation, Judgement, ReplyError

__all__ = ["Bundle", "BundleError", "Generation", "Judgement", "ReplyError", "compile_policy"]
