"""A digest without a language model: the article's own best sentence, and a category from shipped weights."""
