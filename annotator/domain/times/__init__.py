"""Times named in the text of an article: how they are written (`finding`), and which days they mean (`interval`)."""
