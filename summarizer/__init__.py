"""One true line about each link, under the right heading: a newsletter digest from a list of URLs."""
