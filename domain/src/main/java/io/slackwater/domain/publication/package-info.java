/** The decision which sightings are published. */
@NullMarked
package io.slackwater.domain.publication;

import org.jspecify.annotations.NullMarked;
