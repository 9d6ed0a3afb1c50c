/** The profiles, one a file; {@link loadtests.profiles.Profiles} names them all. */
@NullMarked
package loadtests.profiles;

import org.jspecify.annotations.NullMarked;
