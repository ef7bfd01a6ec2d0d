-- Tasks and journals are few among many events: they are found without looking at all of them.
CREATE INDEX component_kind ON component(kind, resource_id) WHERE kind <> 'VEVENT';
