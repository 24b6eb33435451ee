/** Creating the topics of the catalogue. */
@NullMarked
package io.slackwater.runtime.provision;

import org.jspecify.annotations.NullMarked;
