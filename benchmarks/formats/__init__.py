"""One made-up policy in the language of each tool that is measured: the same rules, conditions and prose."""
