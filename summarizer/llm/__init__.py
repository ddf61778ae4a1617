"""The backend that asks a language model: what is said to it, how it is sent, and what its answers cost."""
