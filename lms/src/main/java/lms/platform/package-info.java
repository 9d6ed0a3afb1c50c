/**
 * What every feature stands on: database, cache, HTTP errors, JSON, metrics. Only this knows
 * drivers.
 */
@NullMarked
package lms.platform;

import org.jspecify.annotations.NullMarked;
