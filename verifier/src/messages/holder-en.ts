/**
 * English, the holder's page: what it says beside the texts of the verifier, to the certified person.
 *
 * Keys: `h.s.` the sentence of an outcome, `h.n.` what to do next, `h.i.` what a line of the certificate means,
 * `h.g.` what is good to know. `{…}` is filled in.
 */
export const en = {
  'h.title': 'Your certificate',
  'h.question': 'You have a certificate: what now?',
  'h.intro':
    'Choose the file that we sent you. You see what is in it, who can read that, and what you can do with it. Everything stays on this device: nothing is uploaded, and nobody learns whose certificate you look at.',
  'h.choose': 'Choose your file',
  'h.hint':
    'Your certificate as PDF or JSON, your badge, or a photo of the code. You can also drop it here or paste it.',
  'h.look': 'Show',
  'h.another': 'Choose another file',
  'h.contents': 'On this page',
  'h.s.valid': 'Your certificate is genuine and in force. Its last day is {until}.',
  'h.n.valid': 'You may show it, and use badge and mark as the rules say.',
  'h.s.valid_newer': 'This certificate is in force until {until}, and you were issued a newer one.',
  'h.n.valid_newer': 'Show the newer one from its first day on. If you do not have it, ask us.',
  'h.s.not_yet_valid': 'Your certificate is genuine. Its first day is {from}.',
  'h.n.not_yet_valid': 'Do not use it before that day.',
  'h.s.expired': 'The last day of your certificate was {until}.',
  'h.n.expired':
    'Stop using the certificate, badge and mark. If you were recertified, use the newer certificate; if not, ask us how to be certified again.',
  'h.s.expired_newer': 'The last day of this certificate was {until}. You were issued a newer one.',
  'h.n.expired_newer': 'Use the newer one alone. If you do not have it, ask us.',
  'h.s.suspended': 'Your certification is suspended.',
  'h.n.suspended':
    'Until it is reinstated you may not use the certificate, badge or mark, nor say that you are certified. We told you the reason, and tell nobody else. Once you are reinstated, this same certificate is valid again.',
  'h.s.badge_not_in_force':
    'Your badge is genuine, but your certification is suspended or withdrawn, or your certificate was replaced. A badge does not tell which.',
  'h.n.badge_not_in_force':
    'Choose your certificate: it tells which. Until you know, use neither certificate, badge nor mark.',
  'h.s.withdrawn': 'Your certification has ended.',
  'h.n.withdrawn':
    'Stop using the certificate, badge and mark, and saying that you are certified. Return paper certificates if we ask for them. Others see that it is no longer in force, and never why.',
  'h.s.replaced': 'You were issued another certificate in place of this one.',
  'h.n.replaced': 'Show the newer one alone. If you do not have it, ask us.',
  'h.s.not_genuine':
    'This is not a certificate of {body}, or it was changed after it was issued. Nothing of it is shown.',
  'h.n.not_genuine':
    'Choose the file exactly as we sent it. If the answer stays the same, ask us: we can make exactly the same file again.',
  'h.s.not_checked': 'Whether this is your certificate, and in force, could not be found out now.',
  'h.n.not_checked': 'Check the network and try again. If that does not help, ask us.',
  'h.s.not_checked_status':
    'Your certificate is genuine. Whether it is in force could not be found out now.',
  'h.n.not_checked_status': 'What it says is below. Try again later, or ask us.',
  'h.s.other_body':
    'This names another body, {host}. Nothing of it was checked: this page can show only certificates of {body}.',
  'h.n.other_body': 'Look for help at the address that you know to be that body’s own.',
  'h.says': 'What is in it',
  'h.says.badge':
    'This is your badge: your certificate in a form for the web. It says all that the certificate says, but never a date of birth.',
  'h.i.name': 'As it was when the certificate was issued.',
  'h.i.born': 'This scheme puts it on the certificate. Whoever sees the certificate sees it.',
  'h.i.scheme': 'The rules under which you were certified. They stay readable.',
  'h.i.edition': 'Read them',
  'h.i.scope': 'Whenever you show the certificate, all of them belong to it.',
  'h.i.conditions': 'They belong to it as well. You may not leave them out.',
  'h.none': 'None',
  'h.i.until': 'Ask for recertification in good time before.',
  'h.i.number': 'It stays the same when you are recertified.',
  'h.i.id': 'Drawn at random. It says nothing about you.',
  'h.computers': 'What stands there for computers',
  'h.place': 'Place in the status lists',
  'h.place.value': 'position {index} of list {list}',
  'h.i.place':
    'Drawn at random. Whoever has your certificate can look there whether it is in force; nobody else can tell that the place is yours.',
  'h.picture': 'Picture',
  'h.i.picture': 'The same for everybody with this scheme and scope.',
  'h.i.signed':
    'Our signature. It shows that nothing was changed since the certificate was issued.',
  'h.absent': 'What is not in it',
  'h.absent.list':
    'Your address, e-mail and telephone number, your photograph, your employer, examination results, and the reasons for any decision.',
  'h.absent.born': 'Nor your date of birth.',
  'h.readers': 'Who can read it',
  'h.readers.all':
    'Everybody to whom you show or send it can read all of this, and can see from then on whether it is in force. What they have cannot be called back.',
  'h.readers.code':
    'The code on paper holds the same, whole and signed, in about {digits} digits. Whoever takes a photo of it has your certificate.',
  'h.readers.nobody':
    'Nobody else. Behind the code there is no database in which one could look you up, and nobody tells us who checks your certificate.',
  'h.share': 'Show it',
  'h.share.not':
    'Nothing is offered here while the certificate is not in force. Badge pages and badges on websites say so by themselves. What you wrote in other places does not change: take it out of profiles, e-mail signatures and printed matter.',
  'h.share.unknown':
    'Nothing is offered here until it is known whether the certificate is in force.',
  'h.linkedin': 'Add to LinkedIn profile',
  'h.linkedin.hint':
    'Opens LinkedIn with scheme, body, number and dates filled in. From then on LinkedIn knows them.',
  'h.link': 'Link for your e-mail signature',
  'h.link.hint':
    'It opens the check of your certificate. The certificate is in the link itself: whoever has the link can read all of it, and each browser that opens it keeps it in its history. Put it behind words such as “Check my certificate”.',
  'h.link.born': 'Your date of birth is in it, too.',
  'h.link.copy': 'Copy link',
  'h.link.open': 'Try it',
  'h.copied': 'Copied',
  'h.embed': 'On your own website',
  'h.embed.hint':
    'Put {file} on your website, write its address into this code, and copy the code into your page. It shows the live status, and “not currently valid” should that ever be so.',
  'h.embed.page': 'Copy this code into your page. It shows your badge with its live status.',
  'h.embed.copy': 'Copy code',
  'h.files': 'Files',
  'h.files.hint': 'The digital certificate alone, for software that asks for it. Keep it safe.',
  'h.files.code':
    'Made from the code, the file carries one of two signatures. It can be checked all the same; the file that we sent you is better.',
  'h.save': 'Save {file}',
  'h.badge': 'Your badge',
  'h.badge.hint':
    'Pictures with your badge inside, for websites and profiles. They are made on this device. All that is asked of our site is the picture, which is the same for everybody with this scheme and scope.',
  'h.badge.make': 'Make the badge files',
  'h.badge.making': 'Making the files …',
  'h.badge.done':
    'Whoever has one of these files can check it: here, or with any software that reads Open Badges 3.0.',
  'h.badge.failed':
    'The badge’s picture could not be had. Check the network and try again, or ask us.',
  'h.badge.alt': 'The picture of your badge',
  'h.badge.ask':
    'A badge is your certificate as a picture for the web, with the proof inside. We make it when you ask for it: name your certificate number. Nothing becomes public by that. Once you have badge.json, choose it here.',
  'h.public': 'What is public about you',
  'h.public.nothing':
    'Nothing that names you, unless you agreed to it. Our site holds no list of all certified persons. It holds status lists: very many bits without names.',
  'h.directory': 'Directory',
  'h.directory.hint':
    'The whole directory is fetched and searched on this device. Nobody learns whom you look for.',
  'h.directory.look': 'Look for my number',
  'h.directory.in':
    'You are in the directory, with name, number, scheme, scope, conditions and last day.',
  'h.directory.out': 'Your number is not in the directory.',
  'h.directory.failed': 'The directory could not be loaded. Try again later.',
  'h.page': 'Badge page',
  'h.page.hint':
    'If you agreed to one, it lies at a random address that nobody knows but you, we, and those to whom you gave it. Paste it here to see whether it is public. Looking asks our site for that page, as opening it does.',
  'h.page.label': 'Address of your badge page',
  'h.page.look': 'Look',
  'h.page.public': 'This page is public and shows your badge.',
  'h.page.open': 'Open the page',
  'h.page.gone': 'Nothing is public at this address.',
  'h.page.other': 'There is a badge page at this address, but not of this certificate.',
  'h.page.odd': 'This is not the address of a badge page on this site.',
  'h.page.failed': 'The page could not be loaded. Try again later.',
  'h.consent':
    'You can agree to a badge page and to the directory, each on its own, and take that back at any time without a reason: write to us or call us. Your certification does not depend on it. What was public may have been copied.',
  'h.guide': 'Good to know',
  'h.g.rules': 'What you may do',
  'h.g.rules.text':
    'Show the certificate to whom you want while it is in force, whole: with scope, conditions and days. Use certificate and mark only for what you were certified for.',
  'h.g.paper': 'On paper and as a PDF',
  'h.g.paper.text':
    'Print the PDF itself and keep the code sharp, flat, and dark on white. Send the PDF as it is: printed to a new PDF or protected with a password, it loses the digital certificate. The code still works.',
  'h.g.name': 'Your name or something else is wrong',
  'h.g.name.text':
    'Tell us. After a correction you get a new certificate with the same number and the same last day. The old one then reads “replaced”: do not show it any more.',
  'h.g.ends': 'It is suspended, or has ended',
  'h.g.ends.text':
    'Stop using certificate, badge and mark at once, as you undertook. Checks say “suspended” or “no longer in force”, and never why. When you are reinstated after a suspension, the same certificate is valid again.',
  'h.g.expiry': 'It runs out',
  'h.g.expiry.text':
    'Recertify in time: what it takes stands in the scheme. You get a new certificate with the same number.',
  'h.g.appeal': 'You disagree with a decision, or want to complain',
  'h.g.appeal.text':
    'You can appeal against every decision on your certification, and complain about anything else. People who took no part decide on it.',
  'h.g.data': 'Your data',
  'h.g.data.text':
    'You can ask what we hold about you and have it corrected. Our privacy notice says how long what is kept, and where to complain.',
  'h.g.lost': 'You lost it',
  'h.g.lost.text':
    'Ask us: we can make exactly the same files again. Who finds your certificate cannot use it for themselves, because checkers compare the name with an identity document.',
  'h.l.use-of-certificates': 'Rules for certificate and mark',
  'h.l.appeals': 'Appeals',
  'h.l.complaints': 'Complaints',
  'h.l.privacy': 'Privacy notice',
  'h.l.schemes': 'Certification schemes',
  'h.l.directory': 'Directory of certified persons',
  'h.privacy':
    'No account, no cookies, no analytics. What you choose here is read on this device and sent to nobody. Once this page is closed, it is forgotten.',
};

export type HolderKey = keyof typeof en;
export type HolderMessages = Readonly<Record<HolderKey, string>>;
