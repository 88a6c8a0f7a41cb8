"""The worker: shallow jobs, their schedule and their retries. Each decodes, calls `career`, and is done."""
