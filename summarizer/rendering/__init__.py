"""Digest → Markdown and JSON: escaped by default, checked link by link."""
