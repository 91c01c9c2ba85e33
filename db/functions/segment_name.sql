-- What a segment of the active model is called now; what it was born as where the active model does not have it; NULL for none.
CREATE OR REPLACE FUNCTION segment_name(key TEXT) RETURNS TEXT
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT COALESCE(
    (
      SELECT s.name
      FROM segment_names s
      JOIN clustering_models m ON s.lineage = COALESCE(m.lineage, m.model_version)
      WHERE m.is_active AND s.segment = key
    ),
    key
  )
$$;
