"""What is measured inside a process: one module a job, each with a function `prepare`."""
