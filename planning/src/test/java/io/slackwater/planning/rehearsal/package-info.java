/** Rehearses plans on invented fleets: a history is made, a plan is made of it, and then it is seen what happens. */
@NullMarked
package io.slackwater.planning.rehearsal;

import org.jspecify.annotations.NullMarked;
