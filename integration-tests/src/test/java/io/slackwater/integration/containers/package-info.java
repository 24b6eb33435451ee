/** The pipeline on the public container images, where a container engine answers. */
@NullMarked
package io.slackwater.integration.containers;

import org.jspecify.annotations.NullMarked;
