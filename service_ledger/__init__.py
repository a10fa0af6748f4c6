"""The service ledger (服务台账): standards, entries, chain, counting, coverage."""
