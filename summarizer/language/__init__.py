"""English text as such: its characters, sentences and words. Nothing here knows of articles or digests."""
