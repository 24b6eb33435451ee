/** Which hosts there are: declared in configuration or over HTTP. */
@NullMarked
package io.slackwater.inventory.hosts;

import org.jspecify.annotations.NullMarked;
