"""The heads of pages: what search engines, chats and social networks read of an address. They run no scripts."""
