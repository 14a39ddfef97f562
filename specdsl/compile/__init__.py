"""From a policy to a bundle of prompts, rubrics and training texts."""

from specdsl.compile.assemble import compile_policy
from specdsl.compile.bundle import Bundle, BundleError
from specdsl.compile.reply import Generation, Judgement, ReplyError

__all__ = ["Bundle", "BundleError", "Generation", "Judgement", "ReplyError", "compile_policy"]
