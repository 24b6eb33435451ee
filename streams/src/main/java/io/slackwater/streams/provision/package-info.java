/** Creating the topics of the catalogue. */
@NullMarked
package io.slackwater.streams.provision;

import org.jspecify.annotations.NullMarked;
