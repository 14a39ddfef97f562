"""From a policy to a bundle of prompts, rubrics and training texts."""
