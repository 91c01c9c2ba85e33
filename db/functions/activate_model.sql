-- Makes a model the active one, for the reason it was trained for.
CREATE OR REPLACE FUNCTION activate_model(version BIGINT) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM switch_model(version, COALESCE((SELECT reason FROM clustering_models WHERE model_version = version), 'unknown'), FALSE, NULL);
END;
$$;
