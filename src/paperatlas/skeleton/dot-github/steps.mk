# The steps of the workflows, each a few commands of the engine: make -f .github/steps.mk STEP
# What comes from outside is in files and in variables of the environment. No recipe puts it into its text.

include Makefile

ATLAS := $(BIN)/paperatlas
OUT := out

.PHONY: draft propose pull review comment reports refresh tell

# suggest.yml: the entry that an issue suggests, and the answer to it.
draft: .venv/.ready
	@$(ATLAS) github draft "$$GITHUB_EVENT_PATH" $(OUT)

propose: .venv/.ready
	@[ -f $(OUT)/answer.md ] || exit 0; \
	  mkdir -p $(OUT)/entries && \
	  $(ATLAS) github propose "suggest/issue-$$NUMBER" "$$(cat $(OUT)/title.txt)" $(OUT)/pull.md --from $(OUT)/entries --start && \
	  $(ATLAS) github comment "$$NUMBER" $(OUT)/answer.md --name suggestion

# review.yml: what a pull request changes.
pull: .venv/.ready
	@[ -n "$$PULL" ] && echo "pull=$$PULL" || echo "pull=$$($(ATLAS) github pull "$$COMMIT")"

review: .venv/.ready
	@mkdir -p $(OUT)/pictures
	@if [ -L change/catalog ]; then echo "catalog is a link in this change" >&2; exit 1; fi
	@PREVIEWS=false $(BIN)/mkdocs build -q -d $(OUT)-before
	@rm -rf catalog && cp -R change/catalog catalog
	@$(ATLAS) github review --pages > pages.txt
	@$(ATLAS) github pictures $(OUT)-before $(OUT)/pictures before < pages.txt
	@if PREVIEWS=false $(BIN)/mkdocs build -q -d $(OUT)-after; then \
	  $(ATLAS) github pictures $(OUT)-after $(OUT)/pictures after < pages.txt; fi
	@$(ATLAS) github review --pictures $(OUT)/pictures --preview "$$PREVIEW" > $(OUT)/review.md

comment: .venv/.ready
	@mkdir -p $(OUT)/pictures # GitHub keeps no empty folders
	@$(ATLAS) github comment "$$PULL" $(OUT)/review.md --pictures $(OUT)/pictures

# keep-up.yml: what is new elsewhere. A report is empty if there is nothing to say; there is none if a service failed.
reports: .venv/.ready
	@mkdir -p $(OUT)
	@$(ATLAS) links --format markdown > $(OUT)/links.md || [ $$? -eq 1 ] || rm $(OUT)/links.md
	@$(ATLAS) watch --format markdown > $(OUT)/watch.md || rm $(OUT)/watch.md

refresh: .venv/.ready
	@mkdir -p $(OUT)
	@$(ATLAS) refresh --yes --format markdown > $(OUT)/refresh.md
	@cp -R catalog $(OUT)/catalog

tell: .venv/.ready
	@if [ -f $(OUT)/links.md ]; then $(ATLAS) github report links "Dead links" $(OUT)/links.md; fi
	@if [ -f $(OUT)/watch.md ]; then $(ATLAS) github report watch "New papers" $(OUT)/watch.md; fi
	@if [ -f $(OUT)/refresh.md ]; then \
	  $(ATLAS) github propose refresh "What is new of the entries" $(OUT)/refresh.md --from $(OUT)/catalog; fi
