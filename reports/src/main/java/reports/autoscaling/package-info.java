/**
 * Kubernetes' HorizontalPodAutoscaler: a recording of what it saw and decided, a model of its
 * algorithm, and how the two differ. Depends on nothing but the JDK and Jackson's annotations.
 */
@NullMarked
package reports.autoscaling;

import org.jspecify.annotations.NullMarked;
