/** A proof: the runs that judge all claims which an environment can judge, one after another. */
@NullMarked
package loadtests.proof;

import org.jspecify.annotations.NullMarked;
