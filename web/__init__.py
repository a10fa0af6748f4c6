"""People's pages: chat, console for caseworkers, employers, and the HTTP API."""
