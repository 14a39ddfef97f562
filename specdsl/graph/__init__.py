"""The typed graph of a policy: every name resolved, every reference an identifier."""
