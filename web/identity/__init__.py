"""The page on which somebody says who they are, for chats that must not carry it."""
