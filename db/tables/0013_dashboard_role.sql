-- Erasing customers is for the dashboard alone, which asks for a key first: a consumer or a trainer that is broken into cannot do it.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'segmentation_dashboard') THEN
    CREATE ROLE segmentation_dashboard NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN
    NULL; -- Another database's migration was faster.
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION USING
      ERRCODE = '42501',
      MESSAGE = format('%I may not create the role segmentation_dashboard', current_user),
      HINT = 'Let an administrator run CREATE ROLE segmentation_dashboard NOLOGIN IN ROLE segmentation_service once on this server, then migrate again.';
END;
$$;

DO $$
BEGIN
  IF NOT pg_has_role('segmentation_dashboard', 'segmentation_service', 'MEMBER') THEN
    GRANT segmentation_service TO segmentation_dashboard;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN
    NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION USING
      ERRCODE = '42501',
      MESSAGE = format('%I may not make segmentation_dashboard a member of segmentation_service', current_user),
      HINT = 'Let an administrator run GRANT segmentation_service TO segmentation_dashboard once on this server, then migrate again.';
END;
$$;
