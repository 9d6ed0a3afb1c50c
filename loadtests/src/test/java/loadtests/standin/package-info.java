/**
 * A server that answers like the platform and does nothing, to see when and in which order the
 * journeys send what. It says nothing about the platform.
 */
@NullMarked
package loadtests.standin;

import org.jspecify.annotations.NullMarked;
