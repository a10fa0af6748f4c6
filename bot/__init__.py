"""Conversation: webhooks, inbox, receipts, dialogue, replies and channels."""
