/** How records become bytes: Avro single-object encoding, with the schemas kept in the log. */
@NullMarked
package io.slackwater.schemas.serde;

import org.jspecify.annotations.NullMarked;
