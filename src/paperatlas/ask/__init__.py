"""Answers for programs that ask, such as language models: short Markdown with addresses of the site."""
