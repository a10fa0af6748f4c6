"""The page labourers talk to the service on."""
