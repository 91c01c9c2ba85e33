-- The silhouette of a model is by distances between customers. What was kept before was by distances to centroids, and so higher, often by 0.1.
DO $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = 'clustering_models' AND column_name = 'simplified_silhouette'
  ) THEN
    ALTER TABLE clustering_models RENAME COLUMN silhouette TO simplified_silhouette;
  END IF;
END
$$;

ALTER TABLE clustering_models
  ADD COLUMN IF NOT EXISTS silhouette FLOAT; -- mean over a sample, -1 to 1: higher is better; NULL with one segment and before this was measured
