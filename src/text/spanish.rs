//! Spanish.

use super::{Messages, Plural};

impl Messages {
    /// Plain Spanish as it is written in the United States. It addresses readers as "usted". Name sections with
    /// their article: "el depósito directo".
    pub const SPANISH: Self = Self {
        locale: "es-US",
        information: "Información:",
        warning: "Advertencia:",
        error: "Error:",
        headline: "No puede usar {section} en este momento",
        headline_without_section: "No puede usar esta parte de la página en este momento",
        outage: "Lo sentimos. No funciona un sistema que esta parte de la página necesita.",
        downtime: "Estamos trabajando en un sistema que esta parte de la página necesita.",
        planned: "El trabajo está previsto {range}.",
        planned_open: "El trabajo empieza el {time}. Todavía no sabemos cuándo terminará.",
        range_within_day: "para el {day}, de {start} a {end}",
        range: "del {start} al {end}",
        date_time: "{day}, {time}",
        noon: "12:00 del mediodía",
        midnight: "12:00 de la medianoche",
        am: "a.m.",
        pm: "p.m.",
        until: "Esperamos terminar a más tardar el {time}.",
        until_unknown: "Todavía no sabemos cuándo volverá a funcionar.",
        rest_works: "Puede usar el resto de esta página como siempre.",
        comes_back: "Esta parte volverá por sí sola.",
        pending: "Comprobando si puede usar {section}…",
        check_again: "Comprobar de nuevo",
        checking: "Comprobando…",
        checked: "Comprobado ahora mismo",
        read_more: "Lea más sobre esto",
        warning_headline: "Pronto no podrá usar {section} por un tiempo",
        warning_headline_without_section: "Pronto no podrá usar esta parte de la página por un tiempo",
        warning_body: "Vamos a trabajar en un sistema que esta parte de la página necesita.",
        warning_advice: "Si está escribiendo algo aquí, termine y guárdelo antes de que empiece el trabajo.",
        dismiss: "Ocultar este mensaje",
        maintenance_upcoming: "Pronto trabajaremos en este sitio",
        maintenance_now: "Estamos trabajando en este sitio ahora",
        maintenance_body: "Mientras tanto, es posible que algunas partes del sitio no funcionen. Volverán por sí solas.",
        date: "Fecha:",
        start: "Inicio:",
        duration: "Duración:",
        duration_unknown: "todavía no se sabe",
        back: "Disponible de nuevo: {section}",
        several_down: Plural::new(
            "{count} sección no está disponible en este momento",
            "{count} secciones no están disponibles en este momento",
        ),
        several_back: Plural::new(
            "{count} sección está disponible de nuevo",
            "{count} secciones están disponibles de nuevo",
        ),
        several_warned: Plural::new(
            "Pronto {count} sección no estará disponible por un tiempo",
            "Pronto {count} secciones no estarán disponibles por un tiempo",
        ),
    };
}
