-- In which ways customers differ from those that a model was trained on: a sentence each, what weighs most first; none where chance explains it.
ALTER TABLE clustering_models ADD COLUMN IF NOT EXISTS drift_findings TEXT[];

GRANT UPDATE (drift_findings) ON clustering_models TO segmentation_service;
