/** The API for artifacts and changes. */
@NullMarked
package io.slackwater.ingest.rest;

import org.jspecify.annotations.NullMarked;
