package loadtests.plan;

import java.util.List;

/** A named plan of load and the claims that it judges. Implementations are stateless. */
public interface Profile {
  /** Its name on the command line, in run folders and in claims. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** The claims that it judges, by id in claims.yaml; only these set the exit status. */
  List<String> claims();

  /** The claims that it judges with another load than its own, which may be about another claim. */
  default List<String> claims(Load load) {
    return claims();
  }

  /** The load where nothing else is asked for. */
  Load defaults();

  /** The size of the seeded data that it needs: small, medium or large. */
  default String dataSize() {
    return "large";
  }

  /** How often its learners send a write again whose outcome is unknown. */
  default int retries() {
    return 0;
  }

  /** How the platform must be deployed for it. */
  default Deployment deployment() {
    return Deployment.ONE_POD;
  }

  /** What a run with this load does. */
  Plan plan(Load load);
}
