"""Messages: outbox, sender, inbound store, consent and quiet hours, and the channel contract."""
