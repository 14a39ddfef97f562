"""Stage: policy → the source of a published site, in memory: Markdown, data and assets, without I/O."""
