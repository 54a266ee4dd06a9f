# What to do with the house. Each line is a script or a command that can be called by hand as well.

.PHONY: run test lint bench

run: ## builds everything and serves on http://127.0.0.1:8080, on first run with a demonstration
	@deploy/run.sh

test: ## proves everything, on both engines; installs what it needs from the system's packages
	@tests/all.sh

lint: ## what a reader would say before reading: format, warnings, docs, types
	@tests/lint.sh

bench: ## how fast
	@cargo bench
