/* The floor in C: read a calendar with libical and expand its events, storing nothing.

     cc -O2 libical.c -o libical $(pkg-config --cflags --libs libical)
     libical FILE FROM TO       (YYYYMMDD; prints one JSON object)
*/
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct window {
    time_t start, end;
    long occurrences;
};

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static char *whole_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (!file || fseek(file, 0, SEEK_END)) return NULL;
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) return NULL;
    text[size] = '\0';
    fclose(file);
    return text;
}

static void count(icalcomponent *event, struct icaltime_span *span, void *data)
{
    struct window *window = data;
    (void)event;
    if (span->start < window->end && span->end > window->start) window->occurrences++;
}

int main(int argc, char **argv)
{
    if (argc != 4) return 2;
    char *text = whole_file(argv[1]);
    if (!text) return 2;

    double start = cpu_seconds();
    icalcomponent *calendar = icalparser_parse_string(text);
    double read = cpu_seconds() - start;
    if (!calendar) return 1;

    icaltimetype from = icaltime_from_string(argv[2]), to = icaltime_from_string(argv[3]);
    from.is_date = to.is_date = 0;
    struct window window = {icaltime_as_timet(from), icaltime_as_timet(to), 0};
    start = cpu_seconds();
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        icalcomponent_foreach_recurrence(event, from, to, count, &window);
    double expand = cpu_seconds() - start;

    printf("{\"read\": %.4f, \"expand\": %.4f, \"occurrences\": %ld}\n", read, expand,
           window.occurrences);
    return 0;
}
