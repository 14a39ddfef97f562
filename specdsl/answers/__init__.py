"""Answers to what authors ask: what a policy decides, what a category comes to, how two rules relate."""
