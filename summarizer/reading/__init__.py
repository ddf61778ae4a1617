"""Page → Article: decoded, without what a reader cannot see, refused where it holds no article."""
