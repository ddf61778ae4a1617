"""The weekly issue as a GitHub Action: `python -m summarizer.github STEP`, which `action.yml` calls."""
