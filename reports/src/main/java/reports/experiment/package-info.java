/**
 * An experiment beside its baseline, without a verdict: the seconds of both, the band in which the
 * service is as without a fault, and when it is in there again.
 */
@NullMarked
package reports.experiment;

import org.jspecify.annotations.NullMarked;
