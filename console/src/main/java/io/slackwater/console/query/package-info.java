/** Questions to the read model: lists with filters, an order and a cursor; and one document by its id or name. */
@NullMarked
package io.slackwater.console.query;

import org.jspecify.annotations.NullMarked;
