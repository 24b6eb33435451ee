/** The CloudEvents and W3C trace context headers that every record carries. */
@NullMarked
package io.slackwater.schemas.cloudevents;

import org.jspecify.annotations.NullMarked;
