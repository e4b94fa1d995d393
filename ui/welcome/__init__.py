"""The first start: language, shop name, owner's PIN, and which shop file."""
