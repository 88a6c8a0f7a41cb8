"""The product: use cases, messages, ports and adapters. It knows no HTTP, no socket and no queue worker."""
