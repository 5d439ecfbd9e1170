"""Parts that several rooms stand on: the bridge to the project, lists, painting, theme, words of strangers."""
